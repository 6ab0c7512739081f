import { memoryStore } from '@access-account/testkit';

test('compareAndSet writes only over the version it was shown', async () => {
  const store = memoryStore();
  expect(await store.compareAndSet('a', 0, 'first')).toBe(true);
  expect(await store.compareAndSet('a', 0, 'second')).toBe(false);
  expect(await store.compareAndSet('a', 1, 'second')).toBe(true);
  expect(await store.get('a')).toEqual({ key: 'a', value: 'second', version: 2 });
});

test('list pages through a prefix in key order', async () => {
  const store = memoryStore();
  for (const key of ['p/2', 'q/1', 'p/1', 'p/3']) await store.put(key, key);
  expect((await store.list('p/', { limit: 2 })).map(({ key }) => key)).toEqual(['p/1', 'p/2']);
  expect((await store.list('p/', { after: 'p/2' })).map(({ key }) => key)).toEqual(['p/3']);
});

test('a value comes back as a store of JSON keeps it: a copy, and of -0 only 0', async () => {
  const store = memoryStore();
  const value = { count: -0, names: ['a'] };
  await store.put('key', value);
  value.names.push('b');
  expect((await store.get('key'))?.value).toEqual({ count: 0, names: ['a'] });
});
