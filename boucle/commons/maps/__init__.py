"""The map of a list, drawn by the server: the ground of a territory, a numbered pin for each row of the page, the rest
in groups. Every kind's list has the same map, and no script is needed to read it.
"""
