import PQueue from 'p-queue';

export const prints = new PQueue({ concurrency: 2 });
