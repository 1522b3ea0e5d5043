"""The embedded sample source: a small reports site and a publisher on 127.0.0.1, with invented councils, reports and articles."""
