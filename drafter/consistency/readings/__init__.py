"""What a page says, read as values with their places: components, entities, tables, diagrams, numbers.

A reading is a function of a page; `page.once(reading)` makes it once. Each gives what it can: a part that is missing
or not of the expected form gives nothing.
"""
