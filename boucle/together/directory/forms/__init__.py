"""Forms of the directory: to present oneself, to ask somebody."""
