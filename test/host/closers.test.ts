import { describe, expect, it } from 'vitest';
import { createClosers } from '../../agent/host/closers.ts';

describe('closing what is open', () => {
  it('goes backwards, and past what fails', async () => {
    const closers = createClosers();
    const closed: string[] = [];
    const failing = new Error('the engine does not stop');
    closers.add(() => void closed.push('lock'));
    closers.add(() => Promise.reject(failing));
    closers.add(async () => void closed.push('api'));
    await expect(closers.closeAll()).rejects.toMatchObject({ errors: [failing] });
    expect(closed).toEqual(['api', 'lock']);
  });

  it('closes each once, and a second call ends only when the first does', async () => {
    const closers = createClosers();
    let end = () => {};
    const ended: string[] = [];
    closers.add(() => {
      ended.push('journal');
    });
    closers.add(() => new Promise((resolve) => {
      end = resolve;
    }));
    const first = closers.closeAll();
    const second = closers.closeAll().then(() => ended.push('second'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toEqual([]);
    end();
    await Promise.all([first, second]);
    expect(ended).toEqual(['journal', 'second']);
  });
});
