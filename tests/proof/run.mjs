// Runs a program of the proofs in a process of its own, and calls its functions for the parent.
const LONGEST_MS = 40_000;
// No program outlives its proof, even where the parent is gone.
setTimeout(() => process.exit(99), LONGEST_MS).unref();

const program = await import(process.argv[2]);

process.on('message', async ({ id, name, given }) => {
  let answer;
  try {
    answer = { id, result: await program[name](...given) };
  } catch (error) {
    answer = { id, error: String(error?.code ?? error?.message ?? error) };
  }
  if (process.connected) process.send(answer);
});
process.send({ id: 'ready' });
