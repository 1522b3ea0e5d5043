"""A site that fails in every way of the catalogue, for the tests of the crawler."""
