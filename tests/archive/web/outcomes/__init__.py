"""The pages about outcomes: each rule of what facts mean has a case that fails when it is broken."""
