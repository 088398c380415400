import os
import time
import requests

PERIOD = 30


def refresh():
    return requests.get(os.environ["STOCK_URL"] + "/prices", timeout=5).json()


def run():
    while True:  # expect: synchronized-polling info
        refresh()
        time.sleep(PERIOD)


if __name__ == "__main__":
    run()
