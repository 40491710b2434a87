;;; -*- lexical-binding: t -*-
;; Opens start.sh below the configuration of docs/editors.md, waits for what siglint says, makes the first code action that
;; it offers, and prints what came of it as JSON.
(require 'eglot)
(require 'json)

(defun wait-for (what happened)
  (let ((deadline (+ (float-time) 20)))
    (while (not (funcall happened))
      (when (> (float-time) deadline)
        (error "There was no %s" what))
      (accept-process-output nil 0.05))))

(find-file "web/start.sh")
(apply #'eglot--connect (eglot--guess-contact))
(wait-for "connection" #'eglot-current-server)
(wait-for "diagnostic" (lambda () (flymake-start) (flymake-diagnostics)))

(let* ((found (car (flymake-diagnostics)))
       (start (flymake-diagnostic-beg found))
       (line (line-number-at-pos start))
       (marked (buffer-substring-no-properties start (flymake-diagnostic-end found)))
       (actions (append (eglot-code-actions start start) nil)))
  (eglot--apply-workspace-edit (plist-get (car actions) :edit))
  (princ (json-encode
          `((line . ,line)
            (marked . ,marked)
            (text . ,(flymake-diagnostic-text found))
            (offered . ,(vconcat (mapcar (lambda (action) (plist-get action :title)) actions)))
            (buffer . ,(buffer-substring-no-properties (point-min) (point-max))))))
  (princ "\n"))
(kill-emacs)
