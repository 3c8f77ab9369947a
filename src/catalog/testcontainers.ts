import { library } from './vocabulary.ts';

const chains = { chains: true } as const;
const symbol = { async: true, since: '11.3.0' } as const;

export default library({
  package: 'testcontainers',
  checked: { oldest: '12.0.4', newest: '12.0.4' },
  docs: 'https://node.testcontainers.org/features/containers/#stopping-a-container',
  modules: {
    testcontainers: {
      GenericContainer: {
        construct: { type: 'GenericContainer' },
        members: { fromDockerfile: { call: { type: 'GenericContainerBuilder' } } },
      },
      Network: { construct: { type: 'Network' } },
      DockerComposeEnvironment: { construct: { type: 'DockerComposeEnvironment' } },
    },
  },
  types: {
    GenericContainer: {
      kind: 'plain',
      members: {
        start: { call: { type: 'StartedTestContainer', async: true } },
        // Meant to outlive the process.
        withReuse: { call: { type: 'ReusedContainer' } },
        withEnvironment: chains,
        withCommand: chains,
        withEntrypoint: chains,
        withTmpFs: chains,
        withExposedPorts: chains,
        withBindMounts: chains,
        withWaitStrategy: chains,
        withStartupTimeout: chains,
        withNetwork: chains,
        withNetworkMode: chains,
        withNetworkAliases: chains,
        withExtraHosts: chains,
        withPrivilegedMode: chains,
        withPlatform: chains,
        withUser: chains,
        withPullPolicy: chains,
        withLabels: chains,
        withName: chains,
        withHealthCheck: chains,
        withCopyFilesToContainer: chains,
        withCopyDirectoriesToContainer: chains,
        withCopyContentToContainer: chains,
        withWorkingDir: chains,
        withResourcesQuota: chains,
        withSharedMemorySize: chains,
        withLogConsumer: chains,
        withHostname: chains,
        withDefaultLogDriver: chains,
      },
    },
    GenericContainerBuilder: {
      kind: 'plain',
      members: { build: { call: { type: 'GenericContainer', async: true } }, withBuildArgs: chains, withCache: chains },
    },
    ReusedContainer: { kind: 'plain', names: [] },
    StartedTestContainer: {
      kind: 'client',
      label: 'container',
      names: ['StartedTestContainer', 'AbstractStartedContainer'],
      dispose: { stop: { async: true } },
      symbol,
    },
    Network: { kind: 'plain', members: { start: { call: { type: 'StartedNetwork', async: true } } } },
    StartedNetwork: { kind: 'client', label: 'network', dispose: { stop: { async: true } }, symbol },
    DockerComposeEnvironment: {
      kind: 'plain',
      members: {
        up: { call: { type: 'StartedDockerComposeEnvironment', async: true } },
        withBuild: chains,
        withEnvironment: chains,
        withEnvironmentFile: chains,
        withProfiles: chains,
        withProjectName: chains,
        withNoRecreate: chains,
        withPullPolicy: chains,
        withDefaultWaitStrategy: chains,
        withWaitStrategy: chains,
        withStartupTimeout: chains,
      },
    },
    StartedDockerComposeEnvironment: {
      kind: 'client',
      label: 'environment',
      dispose: { down: { async: true }, stop: { async: true, forced: true } },
      symbol,
    },
  },
});
