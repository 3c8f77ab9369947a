export async function load(tries = 0) {
  try {
    const response = await fetch(process.env.UPSTREAM);
    const text = await response.text();
    if (!response.ok) throw new Error(`answered ${response.status}`);
    return text;
  } catch (error) {
    if (tries > 4) throw error;
    await new Promise((resolve) => setTimeout(resolve, 5));
    return load(tries++);
  }
}
