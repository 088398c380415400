import axios from 'axios';

// A timer starts it, and nobody waits for it.
export const handler = async (event: { text: string }) => {
  await axios.post('https://pager.example.com/alerts', event);
};
