import axios from 'axios';

// The platform ends the function after 30 s, whatever it waits for.
export const handler = async (event: { text: string }) => {
  await axios.post('https://pager.example.com/alerts', event);
};
