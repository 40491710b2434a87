-- Opens start.sh below the configuration of docs/editors.md, waits for what siglint says, takes the first code action that
-- it offers, and prints what came of it as JSON.
local function wait_for(what, happened)
  if not vim.wait(20000, happened, 20) then
    io.stderr:write("There was no " .. what .. ".\n")
    vim.cmd("cquit 3")
  end
end

vim.cmd("filetype on")
vim.cmd("edit web/start.sh")
wait_for("diagnostic", function()
  return #vim.diagnostic.get(0) > 0
end)
local found = vim.diagnostic.get(0)[1]

local offered
vim.ui.select = function(actions, _, choose)
  offered = vim.tbl_map(function(action)
    return action[2].title
  end, actions)
  choose(actions[1], 1)
end
vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
local before = vim.api.nvim_buf_get_changedtick(0)
vim.lsp.buf.code_action()
wait_for("change", function()
  return vim.api.nvim_buf_get_changedtick(0) > before
end)
wait_for("end of the diagnostic", function()
  return #vim.diagnostic.get(0) == 0
end)

print(vim.fn.json_encode({
  diagnostic = {
    lnum = found.lnum,
    col = found.col,
    end_col = found.end_col,
    severity = found.severity,
    source = found.source,
    code = found.code or found.user_data.lsp.code,
  },
  offered = offered,
  buffer = vim.api.nvim_buf_get_lines(0, 0, -1, false),
}))
vim.cmd("qall!")
