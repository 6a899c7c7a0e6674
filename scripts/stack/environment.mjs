// @ts-check
/** What Backstage gets by environment: the sandbox in place of the real systems, and the ports. */

/** The sandbox's seeded credentials. They open nothing else. */
const sandboxCredentials = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIASANDBOXBACKSTAGE',
  AWS_SECRET_ACCESS_KEY: 'sandbox-only-not-a-secret-0000000000000000',
  HUMANITEC_TOKEN: 'sandbox-humanitec-token',
};

/** The person's own AWS settings must not get between Backstage and the sandbox. */
const overridden = /^AWS_(?!REGION$)/;

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} url of the sandbox
 * @returns {NodeJS.ProcessEnv}
 */
export function withSandbox(env, url) {
  return {
    ...Object.fromEntries(
      Object.entries(env).filter(([name]) => !overridden.test(name)),
    ),
    ...sandboxCredentials,
    AWS_ENDPOINT_URL: `${url}/aws`,
    AWS_EC2_METADATA_DISABLED: 'true',
    HUMANITEC_API_BASE_URL: `${url}/humanitec`,
  };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {import('../flags.mjs').Ports} ports
 * @returns {NodeJS.ProcessEnv}
 */
export function withPorts(env, { app, backend }) {
  return {
    ...env,
    APP_CONFIG_app_baseUrl: `http://localhost:${app}`,
    APP_CONFIG_app_listen_port: `${app}`,
    APP_CONFIG_backend_baseUrl: `http://localhost:${backend}`,
    APP_CONFIG_backend_listen_port: `${backend}`,
    APP_CONFIG_backend_cors_origin: `http://localhost:${app}`,
  };
}
