// The chosen theme, set before the first paint; without a choice the system's is followed.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem('tarn.theme');
  } catch (unavailable) {
    choice = null; // storage is switched off: follow the system
  }
  if (choice === 'light' || choice === 'dark') {
    document.documentElement.dataset.theme = choice;
  }
})();
