"""Tables of bad input, a row a kind, and what must hold for every one of them.

A kind names what is spoiled, what the message must say (where, and the next step), and what comes in all the
same. The tests that run them are `tests/test_bad_input_*.py`.
"""
