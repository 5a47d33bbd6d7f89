import { Option } from 'commander';

/** `-f PATH…`, as kubectl has it. */
export const pathFlag = (): Option =>
  new Option('-f, --filename <path...>', 'files and folders with objects; - is stdin').makeOptionMandatory();
