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
(comment)+ @comment.around
