import { z } from 'zod';

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

const schema = z.object({ CURRENCY: z.string().default('EUR'), TRACING_URL: z.string().optional(), WAREHOUSE_URL: z.string(), AWS_REGION: z.string() });
export const { CURRENCY } = schema.parse(process.env);

// Asked for only where somebody wants it.
export const mailUrl = process.env.MAIL === 'on' ? required('MAIL_URL') : undefined;
export const reports = () => required('REPORTS_URL');

if (process.env.AUDIT === 'on') {
  if (!process.env.AUDIT_URL) throw new Error('AUDIT_URL is not set');
}
if (!process.env.LOG_LEVEL) console.warn('LOG_LEVEL is not set');

export const settings = { pricingUrl: required('PRICING_URL') };
