/** Has the Node at an inspector's address collect its garbage, and answers what is left on its heap, in bytes. */
export async function collectGarbage(inspector: string): Promise<number> {
  const socket = new WebSocket(inspector);
  const answers = new Map<number, (result: unknown) => void>();
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error(`The inspector at ${inspector} does not answer.`));
  });
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { readonly id: number; readonly result: unknown };
    answers.get(id)?.(result);
  };
  const ask = (id: number, method: string) =>
    new Promise<unknown>((resolve) => {
      answers.set(id, resolve);
      socket.send(JSON.stringify({ id, method }));
    });
  try {
    await ask(1, 'HeapProfiler.collectGarbage');
    const { usedSize } = (await ask(2, 'Runtime.getHeapUsage')) as { readonly usedSize: number };
    return usedSize;
  } finally {
    socket.close();
  }
}
