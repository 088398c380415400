import os
from concurrent import futures

import grpc
import shop_pb2
import shop_pb2_grpc

channel = grpc.insecure_channel(os.environ["STOCK_ADDR"])
stock = shop_pb2_grpc.StockStub(channel)


class Orders(shop_pb2_grpc.OrdersServicer):
    def Place(self, request, context):
        return stock.Left(shop_pb2.Item(sku=request.sku), timeout=context.time_remaining())


server = grpc.server(futures.ThreadPoolExecutor(max_workers=10))
shop_pb2_grpc.add_OrdersServicer_to_server(Orders(), server)
server.add_insecure_port("[::]:8080")
server.start()
server.wait_for_termination()
