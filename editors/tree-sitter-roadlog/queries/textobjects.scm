; An item is a class, an entry of it a function, a value or text an argument.
(item) @class.outer
[
  (field)
  (criterion)
  (question)
  (answer)
  (decision)
] @function.outer
(field (value) @function.inner)
(criterion (text) @function.inner)
(question (text) @function.inner)
(answer (text) @function.inner)
(decision (text) @function.inner)
(paragraph) @block.outer
[
  (id)
  (handle)
  (criterion_reference)
  (date)
  (period)
  (number)
  (tag)
  (url)
] @parameter.inner
(comment) @comment.outer
