// Starts the GOV.UK components. Every page is whole without this file.
const { dataset } = document.getElementById('start')

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
const { initAll } = await import(dataset.frontend)
initAll()
