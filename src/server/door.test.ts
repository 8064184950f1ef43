import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ask, at, inside, serveTests } from './testing/test-server.ts';

serveTests();

describe('the door', () => {
  it('is open to the address alone, with headers that let nothing else in', async () => {
    const { status, headers, text } = await inside('');
    expect([status, text]).toEqual([200, '<!doctype html><title>page</title>']);
    expect(headers['content-security-policy']).toContain(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(at.token.length).toBeGreaterThanOrEqual(22);
  });

  it.each(['/', '', '/api/session', '/x/api/session', '//api/session', '/favicon.ico'])(
    'without the token %j is a bare 404',
    async path => {
      const { status, headers, text } = await ask(path);
      expect([status, text]).toEqual([404, '']);
      expect(headers.location).toBeUndefined();
    },
  );

  it('the token must be whole, and of its case', async () => {
    for (const wrong of [at.token.slice(0, -1), `${at.token}x`, at.token.toUpperCase(), `${at.token}%00`])
      expect((await ask(`/${wrong}/api/session`)).status).toBe(404);
    expect(await ask(`/${at.token}`)).toMatchObject({ status: 308, headers: { location: `/${at.token}/` } });
  });

  it('a foreign name that resolves to this machine gets nothing (DNS rebinding)', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${at.port}`,
      '127.0.0.1',
      '127.0.0.1:1',
      `127.0.0.1.evil.example:${at.port}`,
    ])
      expect(await inside('api/session', { headers: { Host: host } })).toMatchObject({
        status: 403,
        text: '',
      });
    for (const host of [`localhost:${at.port}`, `[::1]:${at.port}`, `LocalHost:${at.port}`])
      expect((await inside('api/session', { headers: { Host: host } })).status).toBe(200);
  });

  it('another page gets nothing, though it knows the address', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      `http://127.0.0.1:${at.port + 1}`,
      `https://127.0.0.1:${at.port}`,
    ])
      expect((await inside('api/session', { headers: { Origin: origin } })).status).toBe(403);
    const own = `http://127.0.0.1:${at.port}`;
    expect((await inside('api/session', { headers: { Origin: own } })).status).toBe(200);
    expect((await inside('api/session', { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(403);
    const opened = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' };
    expect((await inside('', { headers: opened })).status).toBe(200);
    expect((await inside('api/session', { headers: opened })).status).toBe(403);
  });

  it('methods that mean nothing are refused', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      expect([404, 405]).toContain((await inside('', { method })).status);
    expect((await inside('api/recordings', { method: 'DELETE' })).status).toBe(405);
    expect((await inside(`api/recordings/${at.id}/files`, { method: 'POST' })).status).toBe(405);
    expect((await inside(`api/recordings/${at.id}/sql`)).status).toBe(405);
    expect(await inside('', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });

  it('what is no HTTP ends its connection, not the server', async () => {
    for (const bytes of [
      'nonsense\r\n\r\n',
      'GET / HTTP/1.1\r\n\r\n',
      `GET /${'x'.repeat(40_000)} HTTP/1.1\r\n\r\n`,
    ]) {
      const said = await new Promise<string>(resolve => {
        let text = '';
        const socket = connect(at.port, '127.0.0.1', () => socket.write(bytes));
        socket.on('data', part => {
          text += part;
        });
        socket.on('error', () => {});
        socket.on('close', () => resolve(text));
      });
      expect(said).toMatch(/^HTTP\/1\.1 4/);
    }
    expect((await inside('api/session')).status).toBe(200);
  });
});
