;;; emacs.el --- What roadlog-mode colours, indents and folds  -*- lexical-binding: t; -*-

;; Run: emacs -q --batch -L editors/emacs -l editors/tests/emacs.el -f ert-run-tests-batch-and-exit

;;; Code:

(require 'ert)
(require 'imenu)
(require 'roadlog-mode)

(defmacro emacs-tests--with-plan (text &rest body)
  "Do BODY in a buffer in `roadlog-mode' with TEXT."
  (declare (indent 1))
  `(with-temp-buffer
     (insert ,text)
     (roadlog-mode)
     (font-lock-ensure)
     (goto-char (point-min))
     ,@body))

(defun emacs-tests--face (words)
  "The face of the first place with WORDS."
  (goto-char (point-min))
  (let ((case-fold-search nil)) (search-forward words))
  (get-text-property (match-beginning 0) 'face))

(ert-deftest each-part-of-an-item-has-its-face ()
  (emacs-tests--with-plan "story PAY-12 Pay
  status: done
  for: PAY-1
  [x] Given a cart, then paid ^paid
  ? Who @li
# note
Story without an id
"
    (should (eq (emacs-tests--face "story") 'font-lock-keyword-face))
    (should (eq (emacs-tests--face "PAY-12") 'font-lock-function-name-face))
    (should (eq (emacs-tests--face "status") 'font-lock-variable-name-face))
    (should (eq (emacs-tests--face "done") 'success))
    (should (eq (emacs-tests--face "[x]") 'font-lock-builtin-face))
    (should (eq (emacs-tests--face "^paid") 'font-lock-constant-face))
    (should (eq (emacs-tests--face "@li") 'font-lock-preprocessor-face))
    (should (eq (emacs-tests--face "# note") 'font-lock-comment-face))
    (should (eq (emacs-tests--face "Story") 'font-lock-warning-face))))

(ert-deftest the-body-stands-two-columns-below-its-header ()
  (emacs-tests--with-plan "story PAY-12 Pay\nstatus: ready\n\npoints: 5\n"
    (indent-region (point-min) (point-max))
    (should (equal (buffer-string) "story PAY-12 Pay\n  status: ready\n\n  points: 5\n"))))

(ert-deftest items-are-found-by-their-ids ()
  (emacs-tests--with-plan "== Now\n\nepic PAY-1 Guests\n\nstory PAY-12 Pay\n"
    (should (equal (mapcar #'car (imenu--make-index-alist t)) '("*Rescan*" "PAY-1" "PAY-12")))
    (should (looking-at-p outline-regexp))))

(ert-deftest the-key-for-completion-asks-what-the-server-offers ()
  (emacs-tests--with-plan "story PAY-12 Pay\n"
    (should (eq (key-binding (kbd "C-M-i")) #'completion-at-point))))

(ert-deftest plans-are-in-this-mode ()
  (should (eq (assoc-default "shop.backlog" auto-mode-alist #'string-match-p) 'roadlog-mode))
  (should (eq (assoc-default "shop.roadmap" auto-mode-alist #'string-match-p) 'roadlog-mode)))

(ert-deftest eglot-and-lsp-mode-know-the-server ()
  (skip-unless (require 'eglot nil t))
  (should (equal (cdr (assq 'roadlog-mode eglot-server-programs)) '("roadlog" "lsp"))))

;;; emacs.el ends here
