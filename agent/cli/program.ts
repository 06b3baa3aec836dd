import { type Command, InvalidArgumentError, Option } from 'commander';
import { newProgram } from './new-program.ts';
import { amountMinor, anyPort, cardDigits, folderPath, httpUrl, instantMs, namedPort, pointsValue, poolSize, proposalId, qrKeyId, qrNonce, quietHours, retentionDays, scanCount, tlsPin } from './option-values.ts';
import { tillVersion } from './project.ts';
import type { AgentOptions } from './serve/run-agent.ts';
import { addBudgetCommands } from './central/budget-commands.ts';
import { addKeyCommands } from './central/key-commands.ts';
import { addRedemptionCommands } from './central/redemption-commands.ts';
import { addStaffCommands } from './central/staff-commands.ts';
import { addRuleCommands } from './central/rule-commands.ts';
import type { AuditOptions } from './central/run-audit.ts';
import type { ImportOptions } from './central/run-import.ts';
import type { JobsOptions } from './central/run-jobs.ts';
import type { MergesOptions } from './central/run-merges.ts';
import type { ReportOptions } from './central/run-report.ts';
import type { CentralOptions } from './serve/run-central.ts';
import type { DevicesOptions } from './devices/run-devices.ts';
import type { ScanOptions } from './devices/run-scan.ts';
import type { DiagnosticsOptions } from './diagnostics/run-diagnostics.ts';
import type { DoctorOptions } from './doctor/run-doctor.ts';
import type { QrOptions } from './qr/make-qr.ts';
import type { OperationsOptions } from './journal/run-operations.ts';
import type { VerifyOptions } from './journal/run-verify.ts';
import type { ForecastOptions } from './price/run-forecast.ts';
import type { OutageOptions } from './outage/run-outage.ts';
import type { PriceOptions } from './price/run-price.ts';
import type { StartOptions } from './start/run-start.ts';

/**
 * The command line, described. Every action imports its implementation when it is called.
 *
 * @param args the words that will be parsed: `replay` brings options of its own and is loaded only when it is meant
 */
export async function tillProgram(args: readonly string[]): Promise<Command> {
  const program = newProgram('till')
    .description('The loyalty till: agent, reference central and tools.')
    .version(tillVersion())
    .helpCommand('help [command]', 'help for a command')
    .addHelpText('after', '\nExit codes: 0 done, 1 the check failed, 2 wrong use. TILL_LOG sets the level of logs, TILL_DEBUG=1 shows where an error came from.');
  addServices(program);
  addTools(program);
  await addReplay(program, args);
  return program;
}

function addServices(program: Command): void {
  program
    .command('start')
    .description('Starts the demo shop: the reference central, a till enrolled with it, and the cashier\'s page. Ctrl-C stops everything.')
    .option('--port <number>', 'where the till answers', namedPort, 7317)
    .option('--home <folder>', 'where the databases and keys lie (default: .till in the project)', folderPath)
    .option('--headless', 'open no window')
    .action(async (options: StartOptions) => (await import('./start/run-start.ts')).runStart(options));
  program
    .command('agent')
    .description('Runs one agent: prices, journals, synchronises, answers the local API.')
    .requiredOption('--home <folder>', 'its home: journal, cache, keys', folderPath)
    .option('--port <number>', 'where it answers; 0 takes any free port', anyPort, 7317)
    .option('--host <address>', 'loopback address to listen on', '127.0.0.1')
    .option('--central <url>', 'the central service; it is remembered', httpUrl)
    .option('--enrol <code>', 'one-time enrolment code for the first start (TILL_ENROL_CODE in the environment does the same and stays out of the process list)')
    .option('--pin <sha256>', "trust this TLS key of the central alone: SHA-256 of its SPKI in base64; it is remembered", tlsPin)
    .option('--page <access>', 'who may open the page: "open" every program on this machine, "link" who has the one-time link', pageAccess, 'link')
    .action(async (options: AgentOptions) => (await import('./serve/run-agent.ts')).runAgent(options));
  addCentral(program);
}

function addCentral(program: Command): void {
  const central = program
    .command('central')
    .description('Runs the reference central service, on PostgreSQL or, for the demo and for tests, on embedded PGlite.')
    .requiredOption('--home <folder>', 'its home: keys, and the embedded database', folderPath)
    .option('--port <number>', 'where it answers; 0 takes any free port', anyPort, 7318)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--database <url>', 'postgres://user@host:port/database, which several centrals may share (TILL_DATABASE_URL in the environment does the same and keeps a password out of the process list)')
    .option('--pool-size <number>', 'connections to PostgreSQL for short transactions; three more come on top', poolSize, 10)
    .option('--shop <folder>', 'bundle.json and customers.json to begin with, at the first start', folderPath)
    .addOption(new Option('--notify-url <url>', 'gateway that messages to customers are posted to (its token: TILL_NOTIFY_TOKEN)').argParser(httpUrl).env('TILL_NOTIFY_URL').conflicts('notifyFile'))
    .addOption(new Option('--notify-file <file>', 'file that they are appended to instead, for the demo').env('TILL_NOTIFY_FILE'))
    .addOption(new Option('--notify-quiet <hours>', "hours of the programme's zone in which nothing is sent").argParser(quietHours).default(quietHours('21:00-09:00'), '21:00-09:00').env('TILL_NOTIFY_QUIET'))
    .addOption(new Option('--notify-retention <days>', 'how long messages are kept that were sent').argParser(retentionDays).default(30).env('TILL_NOTIFY_RETENTION'))
    .action(async (options: CentralOptions) => (await import('./serve/run-central.ts')).runCentral(options));
  addCentralTools(central);
}

/** They work on the database of a home, or on that which the options name; the options are those of the command above them. */
function addCentralTools(central: Command): void {
  addRuleCommands(central);
  addRedemptionCommands(central);
  addStaffCommands(central);
  addKeyCommands(central);
  addBudgetCommands(central);
  central
    .command('new-epoch')
    .description('To be called once after a backup of the database was restored: every till takes a new snapshot and pushes again what is missing. Centrals on PostgreSQL may run meanwhile.')
    .configureHelp({ showGlobalOptions: true })
    .action(async (_options: object, command: Command) => (await import('./central/run-new-epoch.ts')).runNewEpoch(command.optsWithGlobals()));
  central
    .command('jobs')
    .description('Books what is due by the calendar: pending points that become available, points that expire, birthday points. A running central does so by itself.')
    .configureHelp({ showGlobalOptions: true })
    .option('--once', 'once, not every minute')
    .option('--json', 'one JSON object a round')
    .action(async (_options: object, command: Command) => (await import('./central/run-jobs.ts')).runCentralJobs(command.optsWithGlobals<JobsOptions>()));
  central
    .command('report')
    .description('Says what the ledger has in each bucket, what is held and leased, goodwill by cause, defects, drift, points by their days, the tills with their last contact and queue, quarantined branches and parked operations; exit code 1 if there is a defect.')
    .configureHelp({ showGlobalOptions: true })
    .option('--json', 'one JSON object')
    .action(async (_options: object, command: Command) => (await import('./central/run-report.ts')).runCentralReport(command.optsWithGlobals<ReportOptions>()));
  central
    .command('audit')
    .description("Compares the books of tills with those of the centre by SQL, for the operations that both have, and names each difference; exit code 1 if one is explained by no finding and no verdict.")
    .configureHelp({ showGlobalOptions: true })
    .argument('<journal...>', 'journal.db of a till, or a backup of it; it is only read')
    .option('--json', 'one JSON object')
    .action(async (files: string[], _options: object, command: Command) => (await import('./central/run-audit.ts')).runCentralAudit(files, command.optsWithGlobals<AuditOptions>()));
  central
    .command('merges')
    .description('Lists accounts that may be one person\'s, because their telephone is the same and not verified on both sides; accepts or rejects one of these proposals.')
    .configureHelp({ showGlobalOptions: true })
    .addOption(new Option('--accept <id>', 'these two become one account, for ever').argParser(proposalId).conflicts('reject'))
    .option('--reject <id>', 'they stay two, and are not proposed again', proposalId)
    .option('--json', 'one JSON object')
    .action(async (_options: object, command: Command) => (await import('./central/run-merges.ts')).runCentralMerges(command.optsWithGlobals<MergesOptions>()));
  central
    .command('import')
    .description('Takes an existing card base with balances; exit code 1 if a line was rejected. The same file is taken once, and one that was cut off goes on.')
    .configureHelp({ showGlobalOptions: true })
    .argument('<file>', 'CSV with a header: card, and any of account, state, tier, given_name, birthday, joined_on, segments, points, expires_on')
    .option('--dry-run', 'checks everything and changes nothing')
    .option('--rejects <file>', 'writes every rejected line and why there, one JSON object a line')
    .option('--json', 'one JSON object')
    .action(async (file: string, _options: object, command: Command) => (await import('./central/run-import.ts')).runCentralImport(file, command.optsWithGlobals<ImportOptions>()));
}

function addTools(program: Command): void {
  withCircumstances(program.command('price'))
    .description('Prices a basket with a bundle, exactly as an agent does, and prints the result as JSON.')
    .requiredOption('--basket <file>', 'basket: {"lines":[{"sku","quantityMilli","unitPriceMinor","lineId"?,"ordered"?}],"coupons"?,"payment"?,"channel"?,"external"?}')
    .option('--redeem <points>', 'points to spend', pointsValue)
    .option('--may-redeem <points:rule>', "the most that the customer may spend now and the rule that says so, as in a sale's inputs.mayRedeem: 30:allowance (default: the balance)")
    .option('--returns <file>', 'then take it back, one return after another: [{"lines"?:[{"lineId","quantityMilli"}],"on"?:"2026-11-25","availablePoints"?}]; without lines all that is left, "on" a day (default: the one before it), availablePoints what the customer may spend then (default: not known). Prints {"sale","returns"}')
    .option('--explain', 'also say why: adds the trace, and tells it in words on stderr (not with --json)')
    .addOption(new Option('--language <code>', 'of these words').choices(['ru', 'kk', 'en']).default('en'))
    .action(async (options: PriceOptions) => (await import('./price/run-price.ts')).runPrice(options));
  withCircumstances(program.command('forecast'))
    .description('Says what one piece or kilogram of a good would earn in points and cost, if it were all that is bought.')
    .requiredOption('--sku <id>', 'the good')
    .option('--price <minor>', 'its price in minor units (default: that of the bundle)', amountMinor)
    .action(async (options: ForecastOptions) => (await import('./price/run-forecast.ts')).runForecast(options));
  program
    .command('bundle')
    .description('Looks at programme bundles.')
    .command('check')
    .description('Checks a bundle as a till does before it puts it in service, golden receipts included; exit code 1 if it would not.')
    .argument('<file>', 'programme bundle (JSON)')
    .option('--json', 'one JSON object on the last line')
    .action(async (file: string, options: { json?: true }) => (await import('./bundle/run-check.ts')).runBundleCheck(file, options));
  program
    .command('api')
    .description('Describes the local API for other tools.')
    .command('postman')
    .description('Prints the calls of a running agent, with examples, as a Postman collection (v2.1); its variables are url and token.')
    .option('--url <url>', 'where the agent answers', httpUrl, 'http://127.0.0.1:7317')
    .option('--json', 'it is JSON in any case; failures are, too')
    .action(async (options: { url: string }) => (await import('./api/run-postman.ts')).runPostman(options));
  program
    .command('outage')
    .description('Prints when a till had no contact with its centre, what it did meanwhile, and what is at risk. Asks the running agent.')
    .requiredOption('--home <folder>', 'home of the agent: its token lies there', folderPath)
    .option('--url <url>', 'where the agent answers', httpUrl, 'http://127.0.0.1:7317')
    .option('--from <instant>', 'ISO 8601 with a zone, or milliseconds (default: 24 hours ago)')
    .option('--to <instant>', 'the same (default: now)')
    .option('--json', 'one JSON object')
    .action(async (options: OutageOptions) => (await import('./outage/run-outage.ts')).runOutage(options));
  program
    .command('qr')
    .description("The signed codes that a chain's application shows (docs/spec/dynamic-qr.md).")
    .command('make')
    .description('Makes a code, for tests and for whoever writes the application.')
    .requiredOption('--key <file>', "the application's private key: Ed25519, PEM", String)
    .requiredOption('--key-id <number>', 'its id in the bundle, 0 to 255', qrKeyId)
    .requiredOption('--card <number>', 'the whole card number', cardDigits)
    .option('--at <time>', 'when it is made (default: now)', instantMs)
    .option('--nonce <hex>', '16 hexadecimal digits (default: random)', qrNonce)
    .option('--json', 'one JSON object, with the public key for the bundle')
    .action(async (options: QrOptions) => (await import('./qr/make-qr.ts')).runMakeQr(options));
  addJournal(program.command('journal').description('Looks at a journal, and keeps it safe.'));
  program
    .command('rotate-key')
    .description("Makes another key for a till that is stopped; the agent tells the centre at its next start, signed by the old one. A running till is asked from the centre: till central rotate-key --till.")
    .requiredOption('--home <folder>', 'whose key', folderPath)
    .option('--json', 'one JSON object')
    .action(async (options: { home: string; json?: true }) => (await import('./home/run-rotate-key.ts')).runRotateKey(options));
  addDevices(program);
  addDiagnostics(program);
  program
    .command('doctor')
    .description('Checks this machine and a till on it, and says what to do about what is wrong.')
    .option('--home <folder>', 'home of `till start` or of an agent (default: .till in the project)', folderPath)
    .option('--url <url>', 'where the agent answers (default: what `till start` wrote down, else port 7317)', httpUrl)
    .option('--json', 'one JSON object on the last line')
    .action(async (options: DoctorOptions) => (await import('./doctor/run-doctor.ts')).runDoctor(options));
}

function addDiagnostics(program: Command): void {
  program
    .command('diagnostics')
    .description('Writes one zip for support: status, machine, scanners, kinds of operations, doctor, log. No customers, no secrets. From the running agent, or, where none runs, what can be seen without it.')
    .requiredOption('--out <file>', 'a file that does not exist yet', folderPath)
    .option('--home <folder>', 'home of `till start` or of an agent (default: .till in the project)', folderPath)
    .option('--url <url>', 'where the agent answers (default: what `till start` wrote down, else port 7317)', httpUrl)
    .option('--json', 'one JSON object')
    .action(async (options: DiagnosticsOptions) => (await import('./diagnostics/run-diagnostics.ts')).runDiagnostics(options));
}

function addDevices(program: Command): void {
  program
    .command('devices')
    .description('Lists scanners: what is plugged in, what it was taken for, how it is, and why a port is left alone. Through the running agent, or, where none runs, by opening them for a moment.')
    .option('--home <folder>', 'home of `till start` or of an agent (default: .till in the project)', folderPath)
    .option('--url <url>', 'where the agent answers (default: what `till start` wrote down, else port 7317)', httpUrl)
    .option('--json', 'one JSON object')
    .action(async (options: DevicesOptions) => (await import('./devices/run-devices.ts')).runDevices(options));
  program
    .command('scan')
    .description('Shows live what scanners send, raw and decoded, until Ctrl-C. Through the running agent, or, where none runs, by opening them itself.')
    .option('--home <folder>', 'home of `till start` or of an agent (default: .till in the project)', folderPath)
    .option('--url <url>', 'where the agent answers (default: what `till start` wrote down, else port 7317)', httpUrl)
    .option('--record <file>', 'also write the session there, one JSON object a scan, for the transport `replay`; magnetic stripes are left out', folderPath)
    .option('--replay <file>', 'show a recorded session instead, with its timing, and end with it; no scanner is opened', folderPath)
    .option('--count <number>', 'end after so many scans', scanCount)
    .option('--json', 'one JSON object a scan')
    .action(async (options: ScanOptions) => (await import('./devices/run-scan.ts')).runScan(options));
}

function addJournal(journal: Command): void {
  journal
    .command('verify')
    .description('Walks the hash chain of a journal and names the first break; exit code 1 if there is one.')
    .argument('[file]', 'journal.db')
    .option('--home <folder>', 'the journal of this home instead', folderPath)
    .option('--json', 'one JSON object on the last line')
    .action(async (file: string | undefined, options: VerifyOptions) => (await import('./journal/run-verify.ts')).runVerify(file, options));
  journal
    .command('backup')
    .description('Copies the journal of a till, which may go on selling, to a new file, and verifies the copy.')
    .argument('<to>', 'a file that does not exist yet')
    .requiredOption('--home <folder>', 'whose journal', folderPath)
    .option('--json', 'one JSON object on the last line')
    .action(async (to: string, options: { home: string; json?: true }) => (await import('./journal/run-backup.ts')).runBackup(to, options));
  journal
    .command('restore')
    .description('Puts a backup in the place of a lost or damaged journal. The till must be stopped; it goes on under a new journal id.')
    .argument('<from>', 'the backup')
    .requiredOption('--home <folder>', 'an enrolled till: the one that the backup is of', folderPath)
    .option('--json', 'one JSON object on the last line')
    .action(async (from: string, options: { home: string; json?: true }) => (await import('./journal/run-restore.ts')).runRestore(from, options));
  journal
    .command('operations')
    .description('Prints every operation that can be read, one line of JSON each, also of a damaged file that was put aside.')
    .argument('[file]', 'journal.db')
    .option('--home <folder>', 'the journal of this home instead', folderPath)
    .action(async (file: string | undefined, options: OperationsOptions) => (await import('./journal/run-operations.ts')).runOperations(file, options));
}

/** Options of every command that prices something: where, when and for whom. */
function withCircumstances(command: Command): Command {
  return command
    .option('--bundle <file>', 'programme bundle (JSON)')
    .option('--home <folder>', "use the bundle in service at this till's home instead", folderPath)
    .option('--customer <file>', "customer's state (JSON), as in a sale's inputs.customerState")
    .option('--identified-by <how>', 'scan, dynamic-qr, typed or phone', 'scan')
    .option('--store <id>', 'the store (default: the first of the bundle, or the one of --home)')
    .option('--till <id>', 'the till (default: none, or the one of --home)')
    .option('--agent-version <version>', "the agent's, for flags that ask for it (default: none, or this one with --home)")
    .option('--programme <file>', 'state of the programme (JSON): what is left of budgets, coupons that were used')
    .option('--at <instant>', 'when, in ISO 8601 with a zone (default: now)', instantMs)
    .option('--json', 'one JSON object on the last line');
}

async function addReplay(program: Command, args: readonly string[]): Promise<void> {
  if (!args.includes('replay')) {
    program.command('replay').description('Drives real agents and a real central with real receipts, outages and kills, and checks the books.');
    return;
  }
  const { replayCommand } = await import('./replay/replay-command.ts');
  const replay = replayCommand();
  replay.copyInheritedSettings(program);
  program.addCommand(replay);
}

function pageAccess(value: string): string {
  if (value !== 'open' && value !== 'link') throw new InvalidArgumentError('It must be open or link.');
  return value;
}
