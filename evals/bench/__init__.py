"""Speed, memory and size, on real plans and on any number of generated ones."""
