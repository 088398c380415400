const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const shop = grpc.loadPackageDefinition(loader.loadSync('shop.proto')).shop;
const stock = new shop.Stock(process.env.STOCK_ADDR, grpc.credentials.createInsecure());

function place(call, callback) {
  stock.left({ sku: call.request.sku }, (error, left) => callback(error, left)); // expect: dropped-deadline info
}

const server = new grpc.Server();
server.addService(shop.Orders.service, { place });
server.bindAsync('0.0.0.0:8080', grpc.ServerCredentials.createInsecure(), () => {});
