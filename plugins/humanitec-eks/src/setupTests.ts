import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A whole app is rendered for each test: on a busy machine that takes a while.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);
