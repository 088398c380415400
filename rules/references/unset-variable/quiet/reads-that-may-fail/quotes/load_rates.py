# Run by hand.
import os

print(os.environ["RATES_FILE"])
