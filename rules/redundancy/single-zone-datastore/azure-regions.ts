/** Azure regions with availability zones, by display name and by code. https://learn.microsoft.com/azure/reliability/regions-list */
const names = [
  'Australia East', 'Central India', 'China North 3', 'East Asia', 'Indonesia Central', 'Japan East', 'Japan West', 'Korea Central', 'Malaysia West', 'New Zealand North', 'Southeast Asia', 'South Africa North',
  'Brazil South', 'Canada Central', 'Chile Central', 'Mexico Central', 'Central US', 'East US', 'East US 2', 'South Central US', 'US Gov Virginia', 'West US 2', 'West US 3',
  'Austria East', 'Belgium Central', 'France Central', 'Germany West Central', 'Italy North', 'North Europe', 'Norway East', 'Poland Central', 'Spain Central', 'Sweden Central', 'Switzerland North', 'UK South', 'West Europe',
  'Israel Central', 'Qatar Central', 'UAE North',
];

export const zoneRegions: readonly string[] = names.flatMap((name) => [name, name.replaceAll(' ', '').toLowerCase()]);
