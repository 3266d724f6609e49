// Builds dist/ unless it was made from these very sources.
import { setUp } from './setup.mjs';

setUp();
