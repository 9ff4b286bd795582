; An item is a class, an entry of it a function, a name or a number in it a parameter.
(item) @class.around
[
  (field)
  (criterion)
  (question)
  (answer)
  (decision)
] @function.around
(field (value) @function.inside)
(criterion (text) @function.inside)
(question (text) @function.inside)
(answer (text) @function.inside)
(decision (text) @function.inside)
[
  (id)
  (handle)
  (criterion_reference)
  (date)
  (period)
  (number)
  (tag)
  (url)
] @parameter.inside
(comment) @comment.inside
(comment)+ @comment.around
