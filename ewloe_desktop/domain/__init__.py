"""The school's rules: standard library only, today is an argument, every function returns or raises."""
