const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function load() {
  while (true) {
    try {
      const response = await fetch(process.env.UPSTREAM);
      const text = await response.text();
      if (!response.ok) throw new Error(`answered ${response.status}`);
      return text;
    } catch (error) {
      await sleep(5);
    }
  }
}
