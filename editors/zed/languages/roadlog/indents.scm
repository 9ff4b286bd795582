(item) @indent
