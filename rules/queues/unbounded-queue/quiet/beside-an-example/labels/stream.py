import asyncio


class Stream:
    """
    Each client has its own, as in:

        @app.get("/labels")
        async def labels():
            return Stream().read()
    """

    def __init__(self):
        self.events = asyncio.Queue()

    async def read(self):
        return await self.events.get()
