import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionKind, decisionCode } from '../contract/index.ts';
import { isDestructive, isRemoval, safetyGate } from './safety.ts';
import type { GateFacts, GateRequest } from './safety.ts';

const calm: GateFacts = {
  observeOnly: false,
  ledgerProblem: null,
  outage: null,
  budgetTripped: null,
  duty: null,
  graceUntil: null,
};
const removal: GateRequest = { action: 'remove', decision: 'stalled', asked: false };

describe('the safety gate (design.md 5)', () => {
  it('lets everything through while nothing objects', () => {
    expect(safetyGate(removal, calm)).toEqual({ granted: true });
  });

  it('the checks object in their order, each with its own reason', () => {
    const everything: GateFacts = {
      observeOnly: true,
      ledgerProblem: 'disk full',
      outage: 'mount gone',
      budgetTripped: '20 removals',
      duty: 'ratio 1',
      graceUntil: 99,
    };
    const order = ['observeOnly', 'ledgerProblem', 'outage', 'budgetTripped', 'duty', 'graceUntil'] as const;
    const seen: string[] = [];
    let facts = everything;
    for (const name of order) {
      const answer = safetyGate(removal, facts);
      seen.push(answer.granted ? 'granted' : answer.check);
      facts = { ...facts, [name]: calm[name] };
    }
    expect(seen).toEqual(['observe-only', 'ledger', 'outage', 'budget', 'hit-and-run', 'grace']);
    expect(safetyGate(removal, facts)).toEqual({ granted: true });
  });

  it('observe-only stops every action', () => {
    for (const action of actionKind.options) {
      const answer = safetyGate({ ...removal, action }, { ...calm, observeOnly: true });
      expect(answer).toMatchObject({ granted: false, check: 'observe-only' });
    }
  });

  it('an outage stops what cannot be undone and nothing else', () => {
    const outage = { ...calm, outage: 'mount gone' };
    expect(safetyGate(removal, outage)).toMatchObject({ granted: false, reason: 'mount gone' });
    expect(safetyGate({ ...removal, action: 'clean-files' }, outage).granted).toBe(false);
    expect(safetyGate({ ...removal, action: 'tag-stalled' }, outage).granted).toBe(false);
    expect(safetyGate({ ...removal, action: 'import' }, outage).granted).toBe(true);
  });

  it('what an owner asks for by name is only held back by observe-only and the ledger', () => {
    const asked = { ...removal, asked: true };
    const troubled = { ...calm, outage: 'x', budgetTripped: 'x', duty: 'x', graceUntil: 1 };
    expect(safetyGate(asked, troubled)).toEqual({ granted: true });
    expect(safetyGate(asked, { ...troubled, ledgerProblem: 'disk full' }).granted).toBe(false);
  });

  it('the failed category waits for no outage and no grace period, but counts in the budget', () => {
    const failed: GateRequest = { action: 'remove', decision: 'failed_category', asked: false };
    expect(safetyGate(failed, { ...calm, outage: 'x', duty: 'x', graceUntil: 1 })).toEqual({ granted: true });
    expect(safetyGate(failed, { ...calm, budgetTripped: 'x' })).toMatchObject({ granted: false, check: 'budget' });
  });

  it('no sequence of facts lets a removal pass that any check objects to', () => {
    const text = fc.option(fc.string({ minLength: 1 }), { nil: null });
    const facts = fc.record({
      observeOnly: fc.boolean(),
      ledgerProblem: text,
      outage: text,
      budgetTripped: text,
      duty: text,
      graceUntil: fc.option(fc.nat(), { nil: null }),
    });
    const request = fc.record({
      action: fc.constantFrom(...actionKind.options),
      decision: fc.constantFrom(...decisionCode.options.filter((code) => code !== 'failed_category')),
      asked: fc.constant(false),
    });
    fc.assert(
      fc.property(request, facts, (wanted, given) => {
        const answer = safetyGate(wanted, given);
        if (!answer.granted || !isDestructive(wanted.action)) return;
        expect([given.observeOnly, given.ledgerProblem, given.outage]).toEqual([false, null, null]);
        if (isRemoval(wanted.action))
          expect([given.budgetTripped, given.duty, given.graceUntil]).toEqual([null, null, null]);
      }),
    );
  });
});
