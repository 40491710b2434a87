import { describe, expect, test } from "vitest";
import { conductLine } from "./conduct-line.ts";

describe("tools of Node.js", () => {
  test.each([
    ["node a.js", "stranger"],
    ["node -v", "brief, either"],
    ["node --watch a.js", "forwards > (node a.js)"],
    ["node -e 1", "stranger"],
    ["nodemon a.js", "forwards SIGINT > (node a.js)"],
    ["nodemon --exec 'ts-node a.ts'", 'forwards SIGINT > /bin/sh -c "ts-node a.ts"'],
    ["nodemon -x ts-node a.ts", "forwards SIGINT > /bin/sh -c {ts-node a.ts}"],
    ["tsx a.ts", "forwards > (node a.ts)"],
    ["tsx watch a.ts", "forwards > (node a.ts)"],
    ["ts-node a.ts", "stranger"],
    ["ts-node-dev a.ts", "forwards-and-leaves > (node a.ts)"],
    [
      "concurrently 'npm run a' 'node b.js'",
      'forwards to all > /bin/sh -c "npm run a" | /bin/sh -c "node b.js"',
    ],
    [
      "concurrently -n a,b npm:a 'cd x && node b'",
      'forwards to all > /bin/sh -c {npm run a} | /bin/sh -c "cd x && node b"',
    ],
    ["run-p a b", "default > (npm run a) | (npm run b)"],
    ["run-s a b", "default > (npm run b)"],
    ["cross-env A=1 server", "forwards > server"],
    ["cross-env-shell 'a b'", "forwards > /bin/sh -c {a b}"],
    ["dotenv -e .env -- server", "forwards > server"],
    ["dotenv run server", "unknown: what `dotenv run` does with signals depends on its release"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("tools of other languages", () => {
  test.each([
    ["poetry run server x", "becomes server x"],
    ["poetry install", "brief, either"],
    ["pipenv run server", "becomes server"],
    ["pdm run server", "forwards > server"],
    ["hatch run server", "default > server"],
    ["uv run server", "forwards > server"],
    ["uv run --frozen app.py", "forwards > (python app.py)"],
    ["uv sync", "brief, either"],
    ["uvx server", "forwards > server"],
    ["conda run -n env --no-capture-output server", "default > server"],
    ["micromamba run -n env server", "forwards, kills after 3 > server"],
    ["mamba run -n env server", "unknown: mamba 1 does otherwise at a stop than mamba 2"],
    ["bundle exec server x", "becomes server x"],
    ["bundle install", "brief, either"],
    ["opentelemetry-instrument --traces_exporter x server y", "becomes server y"],
    ["opentelemetry-instrument server", "becomes server"],
    ["ddtrace-run server", "becomes server"],
    ["newrelic-admin run-program server x", "becomes server x"],
    ["newrelic-admin run-python app.py", "becomes (python app.py)"],
    ["go run ./cmd/server", "leaves > (server)"],
    ["go run main.go", "leaves > (main)"],
    ["go build", "brief, either"],
    ["cargo run --release --bin server -- x", "becomes (server x)"],
    ["cargo build", "brief, either"],
    ["dotnet run --project src/Api/Api.csproj", "forwards > (Api)"],
    ["dotnet Api.dll", "stranger"],
    [
      "dotnet watch run",
      "unknown: whether `dotnet watch` passes the stop signal on depends on the release of the SDK",
    ],
    ["dotnet build", "brief, either"],
    ["mvn exec:java", "service, ends"],
    ["mvn package", "brief, either"],
    [
      "mvn spring-boot:run",
      "unknown: the goal starts a second Java, and siglint does not know whether it gets the signal",
    ],
    ["./gradlew bootRun", "leaves > (program of gradle bootRun) leading a session"],
    ["gradle build", "brief, either"],
    ["zkServer.sh start-foreground", "becomes (java QuorumPeerMain)"],
    ["zkServer.sh start", "detaches java, ends"],
    ["zkServer.sh status", "brief, either"],
    ["solr start -f", "becomes (java start.jar)"],
    ["solr start --foreground", "becomes (java start.jar)"],
    ["solr start", "detaches java, ends"],
    ["solr stop", "stops java by SIGTERM, waits"],
    ["catalina.sh run", "becomes (java org.apache.catalina.startup.Bootstrap start)"],
    ["catalina.sh start", "detaches java, ends"],
    ["/opt/tomcat/bin/startup.sh", "detaches java, ends"],
    ["./startup.sh", "stranger"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("runtimes", () => {
  test.each([
    ["java -jar a.jar", "stranger"],
    ["java -version", "brief, either"],
    ["python a.py", "stranger"],
    ["python3 -m gunicorn app", "becomes (gunicorn app)"],
    ["python -m pip install x", "brief, either"],
    ["python -m http.server", "service, default"],
    ["python -m app.main", "becomes (module app.main)"],
    ["python3.11 manage.py migrate", "brief, either"],
    ["python manage.py runserver 0:1", "service, ends"],
    ["python manage.py custom", "stranger"],
    ["python -u manage.py collectstatic", "brief, either"],
    ["manage.py migrate", "brief, either"],
    ["php -S 0:1", "service, default"],
    [
      "php artisan serve",
      "unknown: whether `artisan serve` hears of a signal depends on its release and on PHP's extensions",
    ],
    ["php artisan migrate", "brief, either"],
    ["php artisan queue:work", "service, ends"],
    ["php artisan own", "stranger"],
    ["php bin/console messenger:consume", "service, ends"],
    ["php bin/console cache:clear", "brief, either"],
    ["php a.php", "stranger"],
    ["ruby a.rb", "stranger"],
    ["ruby bin/rails s", "becomes bin/rails s"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});
