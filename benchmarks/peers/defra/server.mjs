// The benchmark's journey on Defra's forms engine: the engine as its makers configure it, with sessions kept in
// memory (no Redis, no disk), its own pages, and submission services that only say yes.
process.env.NODE_ENV ??= 'production'
process.env.LOG_ENABLED = 'false'
process.env.SESSION_COOKIE_PASSWORD ??= 'the-benchmark-seals-its-cookies-with-this-text'
process.env.NOTIFY_TEMPLATE_ID ??= 'none'
process.env.NOTIFY_API_KEY ??= 'none'

const [, , port, root, formPath] = process.argv
const { createRequire } = await import('node:module')
const { readFile } = await import('node:fs/promises')
const { pathToFileURL } = await import('node:url')
const need = createRequire(`${root}/package.json`)
const load = async (name) => import(pathToFileURL(need.resolve(name)).href)
process.chdir(root)

const hapi = (await load('@hapi/hapi')).default
const crumb = (await load('@hapi/crumb')).default
const yar = (await load('@hapi/yar')).default
const pino = (await load('hapi-pino')).default
const { Engine: CatboxMemory } = await load('@hapi/catbox-memory')
const base = `${root}/node_modules/@defra/forms-engine-plugin/.server/server`
const plugin = (await import(pathToFileURL(`${base}/plugins/engine/index.js`).href)).default
const { FormModel } = await import(pathToFileURL(`${base}/plugins/engine/models/FormModel.js`).href)

const definition = JSON.parse(await readFile(formPath, 'utf8'))
const now = new Date()
const by = { createdAt: now, createdBy: { id: 'b', displayName: 'B' }, updatedAt: now, updatedBy: { id: 'b', displayName: 'B' } }
const metadata = {
  id: 'a0000000-0000-4000-8000-000000000000', slug: 'journey', title: 'Benchmark journey', organisation: 'Barset',
  teamName: 'Barset', teamEmail: 'team@barset.example', notificationEmail: 'team@barset.example',
  submissionGuidance: 'We will write to you in 5 days.', ...by, live: by
}
const services = {
  formsService: {
    getFormMetadata: async () => metadata,
    getFormMetadataById: async () => metadata,
    getFormDefinition: async () => definition
  },
  formSubmissionService: {
    persistFiles: async () => ({}),
    submit: async () => ({ message: 'ok', result: { files: { main: 'm', repeaters: {} } } })
  },
  outputService: { submit: async () => undefined }
}

const server = hapi.server({
  port: Number(port), host: '127.0.0.1', router: { stripTrailingSlash: true },
  routes: { validate: { options: { abortEarly: false } }, security: { hsts: true, xss: 'enabled', noSniff: true, xframe: true } },
  cache: [{ name: 'session', engine: new CatboxMemory({ maxByteSize: 200 * 1024 * 1024 }) }]
})
await server.register({ plugin: pino, options: { enabled: false, level: 'silent' } })
await server.register({
  plugin: yar,
  options: {
    maxCookieSize: 0, cache: { cache: 'session', segment: 'session', expiresIn: 3600_000 },
    cookieOptions: { password: process.env.SESSION_COOKIE_PASSWORD, isSecure: false }
  }
})
await server.register({ plugin: crumb, options: { enforce: true, cookieOptions: { isSecure: false } } })
await server.register({
  plugin,
  options: {
    model: new FormModel(definition, { basePath: 'journey' }, services),
    services, cache: 'session', baseUrl: `http://127.0.0.1:${port}`,
    nunjucks: {
      baseLayoutPath: 'dxt-devtool-baselayout.html',
      paths: [`${root}/node_modules/@defra/forms-engine-plugin/src/server/devserver`]
    },
    viewContext: () => ({
      config: { serviceName: 'Benchmark journey', serviceVersion: '1', phaseTag: 'beta', feedbackLink: '', designerUrl: '', cdpEnvironment: 'prod' },
      assetPath: '/assets', getDxtAssetPath: (asset = '') => `/${asset}`
    })
  }
})
await server.start()
console.log('ready')
