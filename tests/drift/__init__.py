"""The table of drift: how the sample's reports site changes from one night to the next, and what the second night must say of it."""
