/** Longer than any close takes, and short enough that nothing is left running after its parent was killed. */
const patienceMs = 10_000;

/** Ends this process when it has closed, or when it does not manage to. */
export async function endProcess(closed: Promise<void>): Promise<never> {
  setTimeout(() => process.exit(1), patienceMs).unref();
  await closed;
  process.exit(0);
}
