function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

export const settings = { pricingUrl: required('PRICING_URL'), currency: process.env.CURRENCY ?? 'EUR' };
