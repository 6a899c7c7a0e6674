import { AppRootElementBlueprint } from '@backstage/frontend-plugin-api';
import { screen } from '@testing-library/react';
import { useLocation, useNavigate } from 'react-router-dom';

/** Stands where the browser's address bar would, with its button back. */
export const addressBar = AppRootElementBlueprint.make({
  name: 'address-bar',
  params: { element: <AddressBar /> },
});

/** What the address of the page tells, in order. */
export function shownInAddress(): string {
  const [, search = ''] = screen.getByTestId('address').textContent!.split('?');
  return decodeURIComponent(search);
}

function AddressBar() {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  return (
    <>
      <output data-testid="address">{pathname + search}</output>
      <button onClick={() => navigate(-1)}>Back</button>
    </>
  );
}
