"""Content: one YAML file per scaling process, and the directory of public organisations.

Data only. `bot/content.py` says what a process file may hold; keys are stable, words may change.
"""
