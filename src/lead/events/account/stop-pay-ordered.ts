import { defineEvent, Plain } from '../../../engine/definition/index.js';
import { numberIn } from '../../facts.js';
import { duty } from '../../roles.js';
import { atMostTwoStops } from '../../rules/account.js';
import { customerNotCleared } from '../../rules/finding.js';
import { nothingKept, nothingOrdered } from './kept.js';

class StopPayOrder {
  @Plain({ zh: '止付指令编号', en: 'order number' }) orderNumber!: string;
}

/** The police order an emergency stop-payment through the platform. */
export const stopPayOrdered = defineEvent({
  type: 'account.stopPayOrdered',
  title: { zh: '紧急止付指令', en: 'Order a stop-payment' },
  roles: duty,
  payload: StopPayOrder,
  example: { orderNumber: 'ZF20241118001' },
  rules: [atMostTwoStops, customerNotCleared],
  keeps: ['orderNumber'],
  facts: ({ part }) => ({
    orders: (numberIn(part?.facts, 'orders') ?? 0) + 1,
    // A stop ordered anew has not been carried out, and nobody has ordered it lifted.
    ...nothingKept,
    ...nothingOrdered,
  }),
  asks: (_, __, part) => [{ name: 'stopsElsewhere', about: part ?? '' }],
});
