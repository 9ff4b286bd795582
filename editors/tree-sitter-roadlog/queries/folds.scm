; Sections with their items, items, and what goes on over several lines.
[
  (section)
  (item)
  (field)
  (criterion)
  (question)
  (quote)
] @fold
