"""What must hold after every run, held against what people are known to have answered and typed.

Shares no code with the jobs: it knows the workbooks by the words of their headers alone.
"""
