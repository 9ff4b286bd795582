;;; emacs.el --- What a driven Emacs is asked from outside  -*- lexical-binding: t; -*-

;;; Commentary:

;; It only looks: what a user does comes in as keys.  Each answer is JSON.

;;; Code:

(require 'cl-lib)
(require 'imenu)
(require 'json)
(require 'server)

(defvar eglot--recent-changes)

(defun drive--buffer ()
  "The buffer that the user sees, also while a question is asked in the minibuffer."
  (window-buffer (or (minibuffer-selected-window) (selected-window))))

(defun drive--lines (name)
  "The lines of the buffer NAME, if there is one."
  (let ((buffer (get-buffer name)))
    (vconcat (when buffer
               (with-current-buffer buffer
                 (split-string (buffer-substring-no-properties (point-min) (point-max)) "\n" t))))))

(defun drive--findings ()
  "Line from 0 and message of each finding."
  (vconcat (mapcar (lambda (one)
                     (vector (1- (line-number-at-pos (flymake-diagnostic-beg one))) (flymake-diagnostic-text one)))
                   (flymake-diagnostics))))

(defun drive--names (index)
  "The names in INDEX, which is imenu's, at any depth."
  (mapcan (lambda (entry)
            (if (imenu--subalist-p entry) (drive--names (cdr entry)) (list (substring-no-properties (car entry)))))
          index))

(defun drive--look (what)
  "What is asked for by the symbol WHAT."
  (with-current-buffer (drive--buffer)
    (save-excursion
      (cl-ecase what
        (text (save-restriction (widen) (buffer-substring-no-properties (point-min) (point-max))))
        (file (if buffer-file-name (file-name-nondirectory buffer-file-name) ""))
        (line (buffer-substring-no-properties (line-beginning-position) (line-end-position)))
        (attached (if (and (fboundp 'eglot-current-server) (eglot-current-server) flymake-mode) t :json-false))
        (sent (if eglot--recent-changes :json-false t))
        (findings (drive--findings))
        (completions (drive--lines "*Completions*"))
        (hover (string-join (append (drive--lines "*eldoc*") nil) "\n"))
        (found (drive--lines "*xref*"))
        (symbols (vconcat (drive--names (imenu--make-index-alist t))))
        (asked (if (active-minibuffer-window)
                   (with-current-buffer (window-buffer (active-minibuffer-window)) (buffer-string))
                 ""))
        (messages (drive--lines "*Messages*"))))))

(defun drive-look (what)
  "The answer to WHAT, as JSON."
  (json-encode (drive--look what)))

;;; emacs.el ends here
