/** The size of the screen that the page is made for. */
export const tillScreen = { width: 1024, height: 768 };
