"""What a member asks for, in their own words. Local and explainable: no database, no network.

wishes.py         what can be asked for, and how sure the reading is
"""
