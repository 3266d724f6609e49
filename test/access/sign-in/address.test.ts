import { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { addressOf, coarseAddress, isLoopback } from '../../../src/access/sign-in/address.js';

describe('where somebody comes from', () => {
  test.each([
    ['192.0.2.77', '192.0.2.77'],
    ['2001:db8::1', '2001:db8::1'],
    ['192.0.2.77:5678', '10.0.0.1'],
    ['unknown', '10.0.0.1'],
    ['', '10.0.0.1'],
  ])('%s behind 10.0.0.1 counts as %s', (ip, counted) => {
    const socket = new Socket();
    Object.defineProperty(socket, 'remoteAddress', { value: '10.0.0.1' });
    expect(addressOf({ ip, socket })).toBe(counted);
  });

  test.each([
    ['192.0.2.77', '192.0.2.*'],
    ['::ffff:192.0.2.77', '192.0.2.*'],
    ['2001:db8:12:3400:1:2:3:4', '2001:db8:12::/48'],
    ['2001:0DB8:0012:3400::9', '2001:db8:12::/48'],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
    ['unknown', null],
  ])('%s is shown as %s', (ip, coarse) => expect(coarseAddress(ip)).toBe(coarse));

  test.each([
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['192.0.2.1', false],
    ['::2', false],
    ['', false],
  ])('%s is this machine: %s', (ip, own) => expect(isLoopback(ip)).toBe(own));
});
