/** Writes the udev rules of the profiles in resources/devices. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readProfiles } from '../drivers/devices/read-profiles.ts';
import { udevRules, udevRulesName } from '../drivers/devices/udev-rules.ts';

const resources = fileURLToPath(new URL('../resources', import.meta.url));
writeFileSync(`${resources}/udev/${udevRulesName}`, udevRules(readProfiles(`${resources}/devices`)));
