import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { fixturesIn, reportsOf } from '../support/annotated.ts';
import { KINDS, mutated } from './mutants.ts';

/** Functions that are not wrong after the change, or not visibly so, and why. */
const EQUIVALENT: Readonly<Record<string, readonly string[]>> = {
  'nothing is open before the `try`': [
    'lent.js socketEnded throws before try',
    'acquisitions.js acquisitionInsideTry throws before try',
    'after-disposal.js openedAgain throws before try',
    'acquisitions.js poolBeforeItsFirstQuery throws before try',
    'annotations.ts optionalVariable throws before try',
    'disposals.js optionalCall throws before try',
    'executors.js asyncExecutorClosed throws before try',
    'helpers.js factoryOfClientsEnded throws before try',
    'looks-like.js drained throws before try',
    'looks-like.js forever throws before try',
    'owners.js optionsPoolEnded throws before try',
    'real-bodies.ts clearedTimerRead throws before try',
    'real-bodies.ts probesCancelled throws before try',
    'real-clients.ts ensureDatabaseEnded throws before try',
    'refinement.js guarded throws before try',
    'refinement.js guardedByNull throws before try',
    'refinement.js guardedByUndefined throws before try',
    'refinement.js guardedByAnd throws before try',
    'refinement.js leftWhereThereIsNone throws before try',
    'refinement.js openedOnlyWhereOpen throws before try',
    'refinement.js connectedFlagOfOurOwn throws before try',
    'refinement.js resetAfterRelease throws before try',
    'bodies.js dispatcherDestroyed throws before try',
    'evidence.js queryRunnerReleased throws before try',
    'executors.js endedRoundTheExecutor throws before try',
    'owners.js fieldOrOwn throws before try',
    'refinement.js releasedUnlessReleased throws before try',
    'refinement.js ownOrStale throws before try',
  ],
  'the acquisition is a part of what is deleted': [
    'acquisitions.js releasedInline deleted',
    'bodies.js inlineJson deleted',
    'bodies.js gotStream deleted',
    'real-bodies.ts exhaustedAskedFirst deleted',
    'siblings.js manyThatLookAfterThemselves deleted',
    'siblings.js manyForTheCaller deleted',
    'siblings.js manyKept deleted',
  ],
  'nothing is owed for a stream that is not piped any more': [
    'streams.js destroyedWithTheAnswer deleted',
    'streams.js destroyedWithTheAnswerByReference deleted',
    'streams.js pipedToWhatStays deleted',
    'streams.js pipedAPage deleted',
    'streams.js pipedToAFile deleted',
    'streams.js written deleted',
  ],
  'a comment says that it is somebody else’s': ['contracts.js lentBySomebody deleted'],
  'nothing is known of what is asked': ['evidence.js asked deleted'],
  'somebody unknown was given it, and nothing says any more that ownership stayed': [
    'lent.js handedOver deleted',
    'lent.js socketEnded deleted',
    'lent.js socketEnded out of finally',
    'lent.js warmed deleted',
    'aliases.js whileLoop deleted',
    'views.js raw deleted',
    'callbacks.js withConnection deleted',
    'closures.js assignedInClosure deleted',
    'closures.js runs deleted',
    'closures.js runs out of finally',
    'closures.js withClient deleted',
    'closures.js withClient out of finally',
    'outliving.js timerThatIsStopped deleted',
    'outliving.js timerThatIsWaitedFor deleted',
    'outliving.js timerThatIsWaitedFor out of finally',
    'disposals.js resourceOfGenericPoolReleased deleted',
    'owners.js inAnObject deleted',
    'owners.js stack deleted',
    'real-clients.ts executeClosed deleted',
    'real-clients.ts executeClosed out of finally',
    'real-clients.ts setUpEnded deleted',
    'real-clients.ts setUpEnded out of finally',
    'real-leases.ts moderateInFinally deleted',
    'real-leases.ts moderateInFinally out of finally',
  ],
  'only the disposal says what it is, or that it is owed': [
    'further-libraries.js lockedAndReleased deleted',
    'further-libraries.js lockedUnlocked deleted',
    'further-libraries.js titleOf deleted',
    'annotations.ts givenClientReleasedSometimes deleted',
    'annotations.ts helperOfResponsesRead deleted',
    'evidence.js lentReleased deleted',
    'evidence.js recognisedByUseClosed deleted',
    'real-bodies.ts secondToken deleted',
    'real-clients.ts readEnded deleted',
    'containers.js elementsAreEnded deleted',
    'containers.js elementsAreEndedInACallback deleted',
    'containers.js elementsAreEndedTogether deleted',
    'containers.js elementsAreReturned deleted',
    'containers.js elementsByNumber deleted',
    'containers.js elementsOpenLater deleted',
    'containers.js literalMeansItself deleted',
    'passed-on.js everyElementIsRead deleted',
    'passed-on.js everyElementIsReadInALoop deleted',
    'passed-on.js everyElementIsReturned deleted',
    'passed-on.js fetchThatMayHaveRead deleted',
    'passed-on.js fetchWithMoreMethods deleted',
    'passed-on.js pageOfABrowser deleted',
    'passed-on.js retriedAndRead deleted',
    'passed-on.js severalThings deleted',
  ],
  'the `catch` before it swallows every error': [
    'executors.js asyncExecutorClosed out of finally',
    'looks-like.js forever out of finally',
  ],
  'nothing is open when `connect()` throws, the only thing that could': ['disposals.js optionalCall out of finally'],
  'a body with a reader is that reader’s': [
    'bodies.js readThroughReader out of finally',
    'bodies.js readThroughReader throws before try',
  ],
  'it listens for as long as the process lives': [
    'lent.js askedAndEnded deleted',
    'aborted.js listensUntilGivenUp deleted',
    'closures.js releasedWhenTheRequestCloses deleted',
    'looks-like.js events deleted',
  ],
  'only a browser comes there': ['untyped-helpers.js page deleted'],
  'a variable of the module holds it': ['looks-like.js recycle deleted'],
  'it connects at its first operation, which closed it': ['after-disposal.js openedAgain out of finally'],
  'nothing waits for the code that opens it': ['executors.js endedRoundTheExecutor out of finally'],
  'a part of a literal that has a second name is not followed': [
    'containers.js partIsEndedUnderAName deleted',
    'containers.js partIsEndedUnderAName out of finally',
    'containers.js partIsEndedUnderAName throws before try',
  ],
  'it is nothing that the catalog knows': [
    'escaping.ts lockedRow deleted',
    'escaping.ts lockedRow out of finally',
    'escaping.ts lockedRow throws before try',
    'browser.js load deleted',
    'evidence.js anotherRelease deleted',
    'evidence.js response deleted',
    'generators.js synchronous deleted',
    'generators.js synchronous out of finally',
    'generators.js synchronous throws before try',
    'looks-like.js grpc deleted',
    'looks-like.js grpc out of finally',
    'looks-like.js grpc throws before try',
    'looks-like.js others deleted',
    'real-leases.ts scan deleted',
  ],
};

const fixtures = fixturesIn(join(import.meta.dirname, 'fixtures'));

/** The functions of a fixture that nobody notices to be wrong. */
function survivors({ name, code, filename }: (typeof fixtures)[number]): string[] {
  const reported = reportsOf(code, filename, 'typescript').map(({ line }) => line);
  return KINDS.flatMap((kind) => {
    const { code: wrong, functions } = mutated(code, kind, reported);
    const reports = reportsOf(wrong, filename, 'typescript');
    const unnoticed = functions.filter(
      ({ lines: [first, last] }) => !reports.some(({ line }) => line >= first && line <= last),
    );
    return unnoticed.map((fn) => `${name} ${fn.name} ${kind}`);
  });
}

describe.each(fixtures)('$name', (fixture) => {
  it('is reported once its functions are made wrong', () => {
    const allowed = Object.values(EQUIVALENT)
      .flat()
      .filter((entry) => entry.startsWith(`${fixture.name} `));
    expect(survivors(fixture).sort()).toEqual([...allowed].sort());
  });
});
